"""`python -m pmfacil` is `pmfacil`."""

import sys

from pmfacil.cli import main

sys.exit(main())
