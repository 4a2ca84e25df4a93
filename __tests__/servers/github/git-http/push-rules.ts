import { writeFileSync } from 'node:fs'
import path from 'node:path'

const hook = `#!/bin/sh
status=0
zero=0000000000000000000000000000000000000000
while read -r before after ref; do
  while IFS='	' read -r pattern reason; do
    [ -n "$pattern" ] || continue
    case "$ref" in
      $pattern)
        [ "$before" != "$zero" ] || continue
        echo "error: GH006: Protected branch update failed for $ref." >&2
        echo "error: $reason" >&2
        status=1 ;;
    esac
  done <<RULES
$LOOPBACK_PUSH_RULES
RULES
  if [ -n "$LOOPBACK_WORKFLOW_REFUSAL" ] && [ "$before" != "$zero" ] && [ "$after" != "$zero" ]; then
    workflow=$(git diff-tree -r --name-only "$before" "$after" -- .github/workflows | head -n 1)
    if [ -n "$workflow" ]; then
      echo "$LOOPBACK_WORKFLOW_REFUSAL: $workflow" >&2
      status=1
    fi
  fi
done
exit $status
`

/**
 * Makes pushes to a repository obey what the server passes in its environment: LOOPBACK_PUSH_RULES holds a ref
 * pattern, a tab and a reason a line; LOOPBACK_WORKFLOW_REFUSAL is empty for who may change workflow files.
 */
export function installPushRules(gitDirectory: string): void {
  writeFileSync(path.join(gitDirectory, 'hooks', 'pre-receive'), hook, { mode: 0o755 })
}
