"""Reading source documents: every fixture is made here, none is a file."""
