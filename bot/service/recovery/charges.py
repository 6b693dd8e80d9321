"""Looks up the charges of ended jobs at OpenRouter, as far as they are credible."""

from collections.abc import Callable

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.cost import MOST_UNLISTED_MICROS, DoubtedCharge, most_credible_micros
from bot.ports import Charges, Jobs, Models, StoredJob, Unreconciled


class JobCharges:
    """Looks up the charges of jobs that ended before they were known."""

    def __init__(
        self,
        charges: Charges,
        jobs: Jobs,
        models: Models,
        *,
        on_doubt: Callable[[DoubtedCharge], None],
    ) -> None:
        """Store the dependencies.

        Args:
            charges: OpenRouter's record of charges.
            jobs: The stored jobs.
            models: The models with their list prices.
            on_doubt: Called with each charge that is not credible.
        """
        self._charges = charges
        self._jobs = jobs
        self._models = models
        self._on_doubt = on_doubt

    async def find(self, job: Unreconciled) -> int | None:
        """Return what counts for a job in micro-dollars; None if OpenRouter does not know it.

        That is OpenRouter's charge, up to the larger of what is credible for the job and what it
        reserved: another model than its first one may have generated the image.

        Raises:
            GenerationFailed: OpenRouter did not answer.
            StorageFailed: The database does not work.
        """
        said = await self._charges.find_charge(job.generation_id or "")
        if said is None or said <= job.micros:
            return said
        stored = await self._read(job.job_id)
        most = max(job.micros, self._most_credible(stored))
        if said <= most:
            return said
        self._on_doubt(DoubtedCharge(_model_id(stored), said, most))
        return most

    async def _read(self, job_id: int) -> StoredJob | None:
        try:
            return await self._jobs.read(job_id)
        except StorageFailed as error:
            if error.fault is not StorageFault.DAMAGED:
                raise
            return None

    def _most_credible(self, stored: StoredJob | None) -> int:
        if stored is None:
            return MOST_UNLISTED_MICROS
        model_id, request = _model_id(stored), stored.draft.request
        model = next((each for each in self._models.listed() if each.id == model_id), None)
        if model is None:
            return MOST_UNLISTED_MICROS
        return most_credible_micros(model, request.size, references=len(request.references))


def _model_id(stored: StoredJob | None) -> str:
    if stored is None:
        return "?"
    return stored.draft.model or stored.draft.request.model or "?"
