"""A folder shows that its process lives; exactly one other process cleans up after a dead one."""

import errno
import fcntl
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.errors import SpoolFailed
from bot.storage.jobs.processes import open_process_folder

#: Opens a process folder with some files, prints its path, and waits for the end of stdin.
_PROCESS = """
import sys
from pathlib import Path
from bot.storage.jobs.processes import open_process_folder
with open_process_folder(Path(sys.argv[1])) as folder:
    for name in sys.argv[2:]:
        (folder.path / name).write_text(name)
    print(folder.process_id, *folder.dead, flush=True)
    sys.stdin.read()
"""

Start = Callable[..., "Other"]


class Other:
    """Another process with a process folder."""

    def __init__(self, data_dir: Path, names: tuple[str, ...]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own code
            [sys.executable, "-c", _PROCESS, str(data_dir), *names],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._data_dir = data_dir
        self._said: list[str] = []

    @property
    def id(self) -> str:
        return self._heard()[0]

    @property
    def dead(self) -> list[str]:
        return self._heard()[1:]

    @property
    def path(self) -> Path:
        return self._data_dir / "processes" / self.id

    def kill(self) -> Path:
        """Kill it, and return its folder."""
        path = self.path
        self._process.kill()
        self.wait()
        return path

    def wait(self) -> None:
        """Let it end normally."""
        self._process.communicate()

    def _heard(self) -> list[str]:
        if not self._said:
            assert self._process.stdout is not None
            self._said = self._process.stdout.readline().split()
        return self._said


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    others: list[Other] = []

    def started(*names: str) -> Other:
        others.append(Other(tmp_path, names))
        return others[-1]

    yield started
    for other in others:
        other.wait()


def dead_one(data_dir: Path, *names: str) -> Path:
    """Create the folder of a dead process."""
    path = data_dir / "processes" / str(uuid.uuid4())
    path.mkdir(parents=True)
    for name in ("lock", *names):
        (path / name).write_text(name)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_folder_is_private_and_named_for_its_process(tmp_path: Path) -> None:
    with open_process_folder(tmp_path / "data") as folder:
        assert folder.path == tmp_path / "data" / "processes" / folder.process_id
        assert folder.path.stat().st_mode & 0o777 == 0o700
        assert folder.path.parent.stat().st_mode & 0o777 == 0o700
        assert (folder.path / "lock").stat().st_mode & 0o777 == 0o600
        assert folder.dead == ()


def test_its_path_stays_good_when_the_working_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_process_folder(Path("data")) as folder:
        assert folder.path.is_absolute()


def test_at_a_clean_end_an_empty_folder_goes_and_a_full_one_stays(tmp_path: Path) -> None:
    with open_process_folder(tmp_path) as empty:
        pass
    with open_process_folder(tmp_path) as full:
        (full.path / "picture").touch()
    assert not empty.path.exists()
    assert names(full.path) == {"lock", "picture"}
    with open_process_folder(tmp_path) as folder:
        assert folder.dead == (full.process_id,)


def test_a_living_process_is_not_dead_and_a_killed_one_is_at_once(
    tmp_path: Path, start: Start
) -> None:
    other = start("picture")
    path = other.path
    with open_process_folder(tmp_path) as folder:
        assert folder.dead == ()
        folder.remove_leftovers(())
        assert names(path) == {"lock", "picture"}
    other.kill()
    with open_process_folder(tmp_path) as folder:
        assert folder.dead == (other.id,)
        folder.remove_leftovers(())
        assert names(tmp_path / "processes") == {folder.process_id}


def test_a_child_that_outlives_its_parent_does_not_keep_it_alive(tmp_path: Path) -> None:
    with open_process_folder(tmp_path) as folder:
        (folder.path / "picture").touch()
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with open_process_folder(tmp_path) as next_one:
            assert next_one.dead == (folder.process_id,)
    finally:
        child.communicate(b"\n")


def test_each_dead_process_goes_to_one_starter_alone(tmp_path: Path, start: Start) -> None:
    dead = {dead_one(tmp_path, "picture").name for _ in range(20)}
    others = [start() for _ in range(4)]
    found = [name for other in others for name in other.dead]
    # it may also lock a folder during its creation; then the creator has made another one
    assert sorted(name for name in found if name in dead) == sorted(dead)
    assert not set(found) & {other.id for other in others}


def test_a_folder_whose_creator_died_before_the_lock_counts_as_dead(tmp_path: Path) -> None:
    left = dead_one(tmp_path)
    (left / "lock").unlink()
    with open_process_folder(tmp_path) as folder:
        assert folder.dead == (left.name,)
        folder.remove_leftovers(())
        assert not left.exists()


def test_files_are_kept_as_long_as_jobs_need_them(tmp_path: Path) -> None:
    left = dead_one(tmp_path, "needed", "not-needed")
    elsewhere = tmp_path / "moved" / "processes" / left.name / "needed"
    with open_process_folder(tmp_path) as folder:
        folder.remove_leftovers([elsewhere])
        assert names(left) == {"lock", "needed"}
    assert names(left) == {"lock", "needed"}
    with open_process_folder(tmp_path) as folder:
        assert folder.dead == (left.name,)
        folder.remove_leftovers([left / "needed"])
        (left / "needed").unlink()
    assert not left.exists()


def test_a_late_file_in_a_dead_folder_is_removed_at_the_end(tmp_path: Path) -> None:
    left = dead_one(tmp_path, "needed")
    with open_process_folder(tmp_path) as folder:
        folder.remove_leftovers([left / "needed"])
        (left / "late").touch()
    assert names(left) == {"lock", "needed"}


def test_nothing_is_removed_before_the_kept_files_are_known(tmp_path: Path) -> None:
    left, empty = dead_one(tmp_path, "picture"), dead_one(tmp_path)
    with open_process_folder(tmp_path):
        pass
    assert names(left) == {"lock", "picture"}
    assert not empty.exists()


def test_links_are_never_followed_out_of_a_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("file", "lock"):
        (outside / name).write_text("precious")
    left = dead_one(tmp_path)
    (left / "to-a-file").symlink_to(outside / "file")
    (left / "to-a-folder").symlink_to(outside)
    linked = left.with_name(str(uuid.uuid4()))
    linked.symlink_to(outside)
    locked = dead_one(tmp_path, "picture")
    (locked / "lock").unlink()
    (locked / "lock").symlink_to(outside / "file")
    with open_process_folder(tmp_path) as folder:
        assert folder.dead == (left.name,)
        folder.remove_leftovers(())
    assert not left.exists()
    assert names(locked) == {"lock", "picture"}
    assert names(outside) == {"file", "lock"}
    assert (outside / "file").read_text() == "precious"


def test_a_file_of_a_dead_or_living_process_is_found_by_its_name(tmp_path: Path) -> None:
    dead = dead_one(tmp_path, "picture.part")
    with open_process_folder(tmp_path) as folder:
        (folder.path / "own.part").write_text("own")
        assert folder.find(dead / "picture.part") == dead / "picture.part"
        assert folder.find(folder.path / "own.part") == folder.path / "own.part"
        assert folder.find(dead / "gone.part") is None


def test_a_file_is_found_where_the_data_folder_is_now(tmp_path: Path) -> None:
    dead = dead_one(tmp_path, "picture.part")
    before = Path("/elsewhere/processes") / dead.name / "picture.part"
    with open_process_folder(tmp_path) as folder:
        assert folder.find(before) == dead / "picture.part"


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "secret",
        "",
        "{processes}/secret",
        "{processes}/other/secret",
        "{dead}/lock",
        "{dead}/..",
        "{dead}/../secret",
        "{dead}/folder",
        "{dead}/folder/secret",
        "{dead}/link",
        "{link}/secret",
        "{dead}/nul\0",
        "{dead}/\ud800",
        "{dead}/" + "x" * 300,
        "/".join(["x" * 300] * 20),
    ],
)
def test_no_other_file_is_found_whatever_a_path_names(tmp_path: Path, path: str) -> None:
    dead = dead_one(tmp_path, "picture.part")
    processes = dead.parent
    for folder in (tmp_path, processes, processes / "other", dead / "folder"):
        folder.mkdir(exist_ok=True)
        (folder / "secret").write_text("secret")
    (dead / "link").symlink_to(tmp_path / "secret")
    link = processes / str(uuid.uuid4())
    link.symlink_to(tmp_path)
    with open_process_folder(tmp_path) as ours:
        named = path.format(processes=processes, dead=dead, link=link)
        assert ours.find(Path(named)) is None


def test_other_files_are_not_touched(tmp_path: Path) -> None:
    strange = tmp_path / "processes" / "backup"
    left = dead_one(tmp_path, "picture")
    for folder in (strange, left / "folder"):
        folder.mkdir(parents=True)
        (folder / "file").touch()
    (tmp_path / "processes" / str(uuid.uuid4())).write_text("a file")
    with open_process_folder(tmp_path) as folder:
        folder.remove_leftovers(())
    assert names(strange) == {"file"}
    assert names(left) == {"lock", "folder"}


def test_files_that_vanish_in_the_meantime_do_no_harm(tmp_path: Path) -> None:
    left, gone = dead_one(tmp_path, "picture"), dead_one(tmp_path)
    with open_process_folder(tmp_path) as folder:
        for path in (left / "picture", gone / "lock"):
            path.unlink()
        gone.rmdir()
        folder.remove_leftovers([left / "picture"])
        folder.remove_leftovers(())
    assert names(tmp_path / "processes") == set()


@pytest.mark.parametrize("loses", ["the lock", "the folder"])
def test_a_new_folder_that_another_process_locks_first_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loses: str
) -> None:
    real, calls = fcntl.flock, list[int]()

    def slow(lock: int, operation: int) -> None:
        calls.append(lock)
        if len(calls) == 1 and loses == "the lock":
            raise BlockingIOError
        if len(calls) == 1:
            Path(f"/proc/self/fd/{lock}").readlink().unlink()
        real(lock, operation)

    monkeypatch.setattr(fcntl, "flock", slow)
    with open_process_folder(tmp_path) as folder:
        assert (folder.path / "lock").exists()
        assert len(folder.dead) == 1


def test_without_file_locks_no_process_is_dead_and_one_warning_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def lockless(_lock: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", lockless)
    left = [dead_one(tmp_path, "picture") for _ in range(3)]
    with open_process_folder(tmp_path) as folder:
        assert folder.dead == ()
        folder.remove_leftovers(())
    assert all(names(path) == {"lock", "picture"} for path in left)
    assert not folder.path.exists()
    assert len(caplog.records) == 1


def test_a_folder_that_cannot_be_made_is_a_spool_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SpoolFailed), open_process_folder(tmp_path / "file"):
        pass

    def taken(_lock: int, _operation: int) -> None:
        raise BlockingIOError

    monkeypatch.setattr(fcntl, "flock", taken)
    with pytest.raises(SpoolFailed), open_process_folder(tmp_path):
        pass


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    before = {path.name for path in Path("/proc/self/fd").iterdir()}
    for _ in range(3):
        dead_one(tmp_path, "needed")
        with open_process_folder(tmp_path) as folder:
            folder.remove_leftovers([folder.path.with_name(folder.dead[0]) / "needed"])
    assert {path.name for path in Path("/proc/self/fd").iterdir()} == before


def test_attached_images_are_found_beside_the_processes_wherever_they_were(
    tmp_path: Path,
) -> None:
    with open_process_folder(tmp_path) as own:
        assert own.references == tmp_path / "references"
        own.references.mkdir()
        attached = own.references / "7-abc.png"
        attached.write_bytes(b"x")
        (own.references / "link.png").symlink_to(attached)
        assert own.find(Path("/moved/references/7-abc.png")) == attached
        for name in ("link.png", "gone.png", ".."):
            assert own.find(Path("/moved/references") / name) is None
        own.remove_leftovers([])
    assert attached.exists()
