"""The services that the project calls, one adapter each, behind one small Protocol a kind."""
