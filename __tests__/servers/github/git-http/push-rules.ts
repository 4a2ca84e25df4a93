import { writeFileSync } from 'node:fs'
import path from 'node:path'

const hook = `#!/bin/sh
status=0
while read -r before after ref; do
  while IFS='	' read -r pattern reason; do
    [ -n "$pattern" ] || continue
    case "$ref" in
      $pattern)
        echo "error: GH006: Protected branch update failed for $ref." >&2
        echo "error: $reason" >&2
        status=1 ;;
    esac
  done <<RULES
$LOOPBACK_PUSH_RULES
RULES
done
exit $status
`

/** Makes pushes to a repository obey the rules that the server passes in LOOPBACK_PUSH_RULES: a ref pattern, a tab and a reason a line. */
export function installPushRules(gitDirectory: string): void {
  writeFileSync(path.join(gitDirectory, 'hooks', 'pre-receive'), hook, { mode: 0o755 })
}
