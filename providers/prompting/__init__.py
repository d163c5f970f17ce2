"""What a model is asked, and how its answer becomes a draft: the same for every provider of text."""

from providers.prompting.answers import to_contract
from providers.prompting.files import VERSION
from providers.prompting.prompt import Prompt, prompt_of, warming_prompt

__all__ = ["VERSION", "Prompt", "prompt_of", "to_contract", "warming_prompt"]
