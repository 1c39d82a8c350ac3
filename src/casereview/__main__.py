"""`python -m casereview`."""

import sys

from casereview.cli.main import main

sys.exit(main())
