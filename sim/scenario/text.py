"""Text that an instructor writes once or in two languages."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sim.scenario.fields import Misfit, refuse
from sim.words import Language, sentence


class Text(BaseModel):
    """A text in Spanish and English; one language alone stands for both."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    es: str = Field(default="", description="The text in Spanish.", max_length=4000)
    en: str = Field(default="", description="The text in English.", max_length=4000)

    @model_validator(mode="before")
    @classmethod
    def _plain_string_is_any_language(cls, value: Any) -> Any:
        return {"es": value, "en": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _needs_one_language(self) -> Self:
        if not (self.es or self.en):
            refuse([Misfit(sentence("misfit.empty_text"), ())])
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        in_two_languages = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [{"type": "string"}, in_two_languages]}

    def read(self, language: Language) -> str:
        """The text in ``language``, or in the other one where it was not translated."""
        return (self.es or self.en) if language == "es" else (self.en or self.es)
