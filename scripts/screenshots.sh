#!/usr/bin/env bash
# Takes the pictures in docs/images anew: each page of a real server with some apps in it, light and dark, wide and narrow. Look at them
# before you commit them. A minute or two; not part of ./test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PIPELINEDEPLOY_SCREENSHOTS=1 exec ./test ScreenshotTests
