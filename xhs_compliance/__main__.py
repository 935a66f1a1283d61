"""``python -m xhs_compliance``."""

from xhs_compliance.cli import main

if __name__ == "__main__":
    main()
