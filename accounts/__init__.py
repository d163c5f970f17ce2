"""Who is who and who may do what: passwords, tokens, keys, roles."""
