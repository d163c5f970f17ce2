"""The pure rules of the domain: no I/O, no framework, nothing imported but pydantic and text libraries."""
