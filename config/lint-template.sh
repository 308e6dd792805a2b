#!/usr/bin/env bash
# Lints template.yaml, where the SAM CLI is installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v sam >/dev/null; then
  echo "template lint: skipped, the SAM CLI (sam) is not on the PATH"
  exit 0
fi
export SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-us-east-1}
sam validate --lint
