import type { Severity } from '../economy/finding.ts';
import type { FileFindings } from './diagnostics-json.ts';
import type { PlacedFinding, TextRange } from './placed.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0 (OASIS, 2020), which code hosts show beside the lines: plain data for `toJson`. */
export function sarif(files: readonly FileFindings[], version: string): Readonly<Record<string, unknown>> {
  const codes = [...new Set(files.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'econ', version, rules: codes.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(({ file, findings }) => findings.map((finding) => result(file, finding, codes))),
      },
    ],
  };
}

function result(file: string, finding: PlacedFinding, codes: readonly string[]) {
  return {
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(file, finding.range)],
    ...(0 < finding.related.length && {
      relatedLocations: finding.related.map(({ message, range }, id) => ({
        id,
        ...location(file, range),
        message: { text: message },
      })),
    }),
  };
}

/** Lines and columns count from 1 in SARIF; a region's end column is the one behind its last character. */
function location(file: string, { start, end }: TextRange) {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  };
}
