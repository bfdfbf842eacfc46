"""Run `python data/jinping/generate.py` to write the sample district's tables again."""

import argparse
from pathlib import Path

from generator.district import write_district

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    write_district(HERE / "facts", parser.parse_args().out)


if __name__ == "__main__":
    main()
