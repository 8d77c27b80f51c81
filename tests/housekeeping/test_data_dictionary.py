import importlib.util
from pathlib import Path


def test_is_what_the_generator_writes(checkout: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        "data_dictionary", checkout / "tools" / "data_dictionary.py"
    )
    assert spec and spec.loader
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    written = (checkout / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == generator.data_dictionary(), "run: python tools/data_dictionary.py"
