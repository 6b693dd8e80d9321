"""The languages that the bot speaks."""

#: By their codes, as they are stored. The first has every text; the others fall back to it for the
#: ids in their `untranslated.txt`.
LANGUAGES = ("en", "de", "fr", "es", "pt-BR", "ja")
