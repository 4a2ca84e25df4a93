const WITHOUT_ATTRIBUTE = /^(import \w+ from ["'][^"']+\.json["']);?$/gm

/** A transformer of jest: GitHub's packages import JSON without the attribute that modules need for it. */
export default {
  process: (source) => ({ code: source.replaceAll(WITHOUT_ATTRIBUTE, "$1 with { type: 'json' };") })
}
