"""`imagine-bot paint`: one image without Discord."""

import asyncio
import json
from collections.abc import Coroutine, Generator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import Saved, check_output, save
from bot.cli.settings import open_settings
from bot.errors import Charge, ImagineError, Unexpected, reason_of
from bot.logs import log_unexpected
from bot.policy.images.ratio import AUTO, has_ratio
from bot.policy.images.request import ImageRequest
from bot.policy.money import MICROS_PER_USD, format_usd
from bot.policy.normal_form import normalise_prompt
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.policy.images.image import Generation
    from bot.policy.images.request import Order

_DEFAULT_OUTPUT = Path("generated.png")


def paint(
    prompt: Annotated[str, typer.Argument(help="Describes the image.")],
    output: Annotated[
        Path,
        typer.Argument(help="File to save; its extension follows the image's real format."),
    ] = _DEFAULT_OUTPUT,
    model: Annotated[
        str | None, typer.Argument(help="Model id; by default the first available one of MODELS.")
    ] = None,
    ratio: Annotated[str, typer.Option(help="Aspect ratio, such as 16:9.")] = AUTO,
    size: Annotated[str | None, typer.Option(help="Resolution, such as 2K.")] = None,
    image: Annotated[
        list[Path] | None,
        typer.Option(
            help="Image to change or use as a reference; repeatable.", exists=True, dir_okay=False
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed that reproduces an image.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the result as one JSON line.")
    ] = False,
    curl: Annotated[
        bool, typer.Option("--curl", help="Print a curl command; send nothing.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Generate one image without Discord and save it.

    Needs OPENROUTER_API_KEY, in the environment or in .env.
    """
    with _failing_as_json() if as_json else nullcontext():
        _run(
            _Arguments(prompt, output, model, ratio, size, tuple(image or ()), seed),
            as_json=as_json,
            curl=curl,
            force=force,
        )


@dataclass(frozen=True, slots=True)
class _Arguments:
    """The arguments that describe the request."""

    prompt: str
    output: Path
    model: str | None
    ratio: str
    size: str | None
    images: tuple[Path, ...]
    seed: int | None


@contextmanager
def _failing_as_json() -> Generator[None]:
    """Print a failure as one JSON line on stdout; the message goes to stderr."""
    try:
        yield
    except ImagineError as error:
        typer.echo(json.dumps(_failure(error)))
        raise
    except Exception as error:
        unexpected = log_unexpected(error)
        typer.echo(json.dumps(_failure(unexpected)))
        raise unexpected from error


def _failure(error: ImagineError) -> dict[str, object]:
    from bot.cli.sentences import explain_to_operator

    return {
        "error": reason_of(error),
        "charge": _charge_of(error),
        "model": getattr(error, "model", None),
        "status": getattr(error, "status", None),
        "retry_after_s": getattr(error, "retry_after_s", None),
        "message": explain_to_operator(error),
    }


def _charge_of(error: ImagineError) -> Charge:
    # after a bug, the request may or may not have been sent
    default = Charge.POSSIBLE if isinstance(error, Unexpected) else Charge.NONE
    return getattr(error, "charge", default)


def _run(arguments: _Arguments, *, as_json: bool, curl: bool, force: bool) -> None:
    from bot.studio import MEBIBYTE, read_references

    required = () if curl else ("OPENROUTER_API_KEY",)
    settings = open_settings(required=required, log_level="ERROR", log_format="console")
    request = ImageRequest(
        normalise_prompt(arguments.prompt),
        ratio=arguments.ratio,
        size=arguments.size or None,
        model=arguments.model or None,
        references=read_references(
            arguments.images, max_bytes=int(settings.max_reference_mb * MEBIBYTE)
        ),
        seed=arguments.seed,
    )
    if curl:
        asyncio.run(_print_curl(settings, request))
        return
    check_output(arguments.output, force=force)
    asyncio.run(_generate(settings, request, arguments.output, as_json=as_json, force=force))


async def _print_curl(settings: Settings, request: ImageRequest) -> None:
    from bot.openrouter.curl import write_curl
    from bot.studio import client_config, open_studio

    async with open_studio(settings, offline=True) as studio:
        order = studio.order(await studio.without_metadata(request))
        surface = studio.client.surface_of(order.model)
        typer.echo(await write_curl(order, surface, client_config(settings)))
        _print_changes(order, err=True)


async def _generate(
    settings: Settings, request: ImageRequest, output: Path, *, as_json: bool, force: bool
) -> None:
    from bot.studio import open_studio

    async with open_studio(settings) as studio:
        order = studio.order(request)
        generation = await _with_progress(
            order, studio.generate(request, timeout_s=settings.job_timeout_seconds)
        )
        saved = [
            save(image, output, force=force and number == 0)
            for number, image in enumerate(generation.images)
        ]
    if as_json:
        typer.echo(json.dumps(_result(generation, saved)))
    else:
        _print_result(generation, saved, requested=output)


async def _with_progress(
    order: "Order", generating: Coroutine[object, object, "Generation"]
) -> "Generation":
    """Await a generation and show a progress line with the elapsed time on stderr."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    # names come from the catalog, so they must not be read as markup
    text = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), text, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(f"Generating with {order.model.name}", total=None)
        return await generating


def _result(generation: "Generation", saved: Sequence[Saved]) -> dict[str, object]:
    cost = generation.cost_micros
    return {
        "pictures": [
            {
                "path": str(one.path),
                "media_type": one.media_type,
                "width": one.width,
                "height": one.height,
                "bytes": one.size_bytes,
            }
            for one in saved
        ],
        "model": generation.order.model.id,
        "provider": generation.provider,
        "generation_id": generation.generation_id,
        "cost_usd": None if cost is None else cost / MICROS_PER_USD,
        "latency_s": round(generation.latency_s, 3),
        "left_out": generation.order.left_out,
        "text": generation.text,
    }


def _print_result(generation: "Generation", saved: Sequence[Saved], *, requested: Path) -> None:
    order = generation.order
    for one in saved:
        typer.echo(f"Saved {one.path}: {one.width}×{one.height} pixels, {one.size_bytes:,} bytes")
        if one.path.suffix != requested.suffix:
            typer.echo(f"  The image is {one.media_type}, so it isn't named {requested.name}.")
        if order.ratio and not has_ratio(order.ratio, one.width, one.height):
            typer.echo(f"  The model ignored the ratio {order.ratio}.")
    _print_changes(order)
    cost = generation.cost_micros
    price = "unknown" if cost is None else format_usd(cost)
    typer.echo(f"Model {order.model.id} · cost {price} · {generation.latency_s:.1f} s")
    if generation.text:
        typer.echo(generation.text)


def _print_changes(order: "Order", *, err: bool = False) -> None:
    if order.gone:
        typer.echo(f"{order.gone} is no longer available; using {order.model.id}.", err=err)
    if order.left_out:
        left_out = ", ".join(order.left_out)
        typer.echo(f"Ignored, since the model doesn't support it: {left_out}", err=err)
