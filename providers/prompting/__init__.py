"""What a model is asked, and how its answer becomes a draft: the same for every provider of text."""

from providers.prompting.answers import to_contract
from providers.prompting.files import fill
from providers.prompting.preview import readable
from providers.prompting.prompt import Prompt, prompt_of, prompt_version, warming_prompt
from providers.prompting.tightening import course_schema, tightened

__all__ = [
    "Prompt",
    "course_schema",
    "fill",
    "prompt_of",
    "prompt_version",
    "readable",
    "tightened",
    "to_contract",
    "warming_prompt",
]
