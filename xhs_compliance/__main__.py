"""``python -m xhs_compliance``."""

from xhs_compliance.cli.main import main

if __name__ == "__main__":
    main()
