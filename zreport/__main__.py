"""Let ``python -m zreport`` do what ``zreport`` does."""

from zreport.cli import main

main()
