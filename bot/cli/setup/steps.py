"""All steps of the setup in their order; everything is changed after the last answer."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.checks.database_check import is_in_use
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found
from bot.cli.exits import Exit
from bot.cli.setup.dialogue import Dialogue
from bot.cli.setup.env_file import Written, check_env_file, write_env_file
from bot.cli.setup.interruptible import run_interruptibly
from bot.cli.setup.key_step import examine_key
from bot.cli.setup.model_offer import read_offer
from bot.cli.setup.money_step import ChosenModel, choose_budget, choose_model, judge_budget
from bot.cli.setup.present import present_value
from bot.cli.setup.secret_step import SecretStep
from bot.cli.setup.stopped import SetupStopped
from bot.cli.setup.token_change import may_change
from bot.cli.setup.token_step import Bot, examine_token
from bot.errors import ConfigError
from bot.policy.money import format_usd
from bot.ports import Clock, KeyStatus
from bot.settings.load import Reading, read_settings

if TYPE_CHECKING:
    from bot.cli.setup.application import Change

_TOKEN, _KEY = "DISCORD_TOKEN", "OPENROUTER_API_KEY"
_BUDGET, _MODELS = "BUDGET_USD_PER_DAY", "MODELS"

_BOT_HELP = (
    "Open https://discord.com/developers/applications, choose New Application and enter a name. On "
    "the application's Bot page, choose Reset Token and copy the token, which is shown only once. "
    "Leave the privileged intents off: the bot needs none."
)
_KEY_HELP = (
    "Create a key for this bot alone at https://openrouter.ai/settings/keys and give it a credit "
    "limit there, which caps what the bot can spend. Images are paid from the account's credit, "
    "which can't be read with such a key: see https://openrouter.ai/settings/credits."
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator gave by options."""

    token_file: Path | None
    key_file: Path | None
    budget: str | None


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was agreed on."""

    token: str = field(repr=False)
    key: str = field(repr=False)
    bot: Bot
    status: KeyStatus
    model: ChosenModel | None
    """None if OpenRouter's list couldn't be read."""
    budget: str
    changes: "Sequence[Change]"


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was set up."""

    answers: Answers
    written: Written
    is_application_changed: bool
    is_running: bool
    """Whether a process of the bot runs already, with the settings from before."""


class Steps:
    """Asks for everything, then writes it.

    Attributes:
        written: What was written to `.env`; None until then.
    """

    def __init__(self, dialogue: Dialogue, given: Given, env_file: Path, clock: Clock) -> None:
        """Read the present settings.

        Args:
            dialogue: Where it is asked.
            given: The answers that options give.
            env_file: The file to write, which need not exist.
            clock: Dates the copy of an old file.

        Raises:
            ConfigError: The file isn't UTF-8 text.
            SetupStopped: It can't be written, or a secret can't be read.
        """
        check_env_file(env_file)
        self.written: Written | None = None
        self._dialogue = dialogue
        self._given = given
        self._env_file = env_file
        self._clock = clock
        self._reading = read_settings(env_file=env_file)
        names = (_TOKEN, _KEY, _BUDGET, _MODELS)
        self._present = {name: present_value(name, self._reading) for name in names}
        _check_others(self._reading)

    def run(self) -> SetUp:
        """Ask for everything, then write it.

        Raises:
            SetupStopped: An answer is missing or can't be used; nothing was written.
        """
        answers = self.ask()
        from bot.cli.setup.application_step import change_application

        self.written = write_env_file(self._env_file, self._values(answers), now=self._clock.now())
        self._say_written(self.written)
        is_changed = change_application(self._dialogue, answers.bot, answers.token, answers.changes)
        settings, now = self._reading.settings, self._clock.now()
        is_running = run_interruptibly(lambda: is_in_use(settings, now))
        return SetUp(answers, self.written, is_changed, is_running)

    def ask(self) -> Answers:
        """Ask for everything; nothing is changed.

        Raises:
            SetupStopped: An answer is missing or can't be used.
        """
        dialogue, settings = self._dialogue, self._reading.settings
        dialogue.explain(
            f"This sets the bot up in four steps and then writes {self._env_file.absolute()}. "
            "Nothing is written before the last answer, and Ctrl-C ends it at any question. The "
            "token and the key stay hidden while you paste them."
        )
        token, bot = self._ask_token()
        key, status = self._ask_key()
        dialogue.head("3 of 4: model and budget")
        model = self._ask_model()
        budget = choose_budget(dialogue, self._given.budget, settings, self._present[_BUDGET])
        judge_budget(dialogue, budget, model and model.model, status)
        # discord.py takes long to import, so the first questions come before it
        from bot.cli.setup.application_step import agree_on_changes

        dialogue.head("4 of 4: the application at Discord")
        changes = agree_on_changes(dialogue, bot, settings)
        return Answers(token, key, bot, status, model, budget, changes)

    def _ask_token(self) -> tuple[str, Bot]:
        present = self._present[_TOKEN]
        self._dialogue.head("1 of 4: the bot at Discord")
        self._dialogue.explain(_BOT_HELP)
        step = SecretStep(
            present, self._given.token_file, "--token-file", "Bot token", examine_token
        )
        token, bot = step.run(self._dialogue)
        if not may_change(self._dialogue, present.value, token):
            raise SetupStopped("The present token stays; nothing was written.", Exit.INTERRUPTED)
        return token, bot

    def _ask_key(self) -> tuple[str, KeyStatus]:
        settings, clock = self._reading.settings, self._clock
        self._dialogue.head("2 of 4: the key at OpenRouter")
        self._dialogue.explain(_KEY_HELP)
        step = SecretStep(
            self._present[_KEY],
            self._given.key_file,
            "--key-file",
            "OpenRouter key",
            lambda key: examine_key(key, settings, clock),
        )
        key, status = step.run(self._dialogue)
        self._dialogue.say(_words_of(status))
        return key, status

    def _ask_model(self) -> ChosenModel | None:
        settings = self._reading.settings
        self._dialogue.explain("Reading the models and their prices.")
        offer = read_offer(settings, self._clock)
        if offer is None:
            self._dialogue.show(Finding(Check.MODELS, Found.CATALOGUE_UNREAD))
            return None
        return choose_model(self._dialogue, offer, settings, self._present[_MODELS])

    def _values(self, answers: Answers) -> dict[str, str]:
        """Return what `.env` gets: nothing that something else would hide."""
        values = {_TOKEN: answers.token, _KEY: answers.key, _BUDGET: answers.budget}
        if answers.model is not None and answers.model.setting is not None:
            values[_MODELS] = answers.model.setting
        return {name: text for name, text in values.items() if not self._present[name].holder}

    def _say_written(self, written: Written) -> None:
        self._dialogue.head("Done")
        if written.changed:
            self._dialogue.done(f"Wrote {self._env_file.absolute()}; only you can read it.")
        else:
            self._dialogue.done(f"{self._env_file.absolute()} already has these values.")
        if written.backup is not None:
            self._dialogue.say(
                f"The old file, with its secrets, is {written.backup.name} beside it."
            )


def _words_of(status: KeyStatus) -> str:
    label, limit = f"The key's label is {status.label or 'empty'}", status.limit_micros
    # a missing limit was found before
    return f"{label}." if limit is None else f"{label}; it has a limit of {format_usd(limit)}."


def _check_others(reading: Reading) -> None:
    """Check that nothing else keeps the bot from starting.

    Raises:
        ConfigError: Settings are malformed that the setup doesn't write.
    """
    written = {name for name in (_TOKEN, _KEY, _BUDGET) if not os.environ.get(name)}
    problems = tuple(each for each in reading.problems if each[0] not in written)
    if problems:
        raise ConfigError(problems)
