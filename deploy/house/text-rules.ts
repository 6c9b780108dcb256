/** A rule about a file's name or text, for what neither the linter nor the import checker can see. */
export interface TextRule {
  name: string;
  /** Files it is about, as paths from the project's folder. */
  files: RegExp;
  except?: RegExp;
  /** Not to be found in the text; or, where `inPath` is set, in the path. */
  pattern: RegExp;
  inPath?: boolean;
}

const code = /\.(ts|tsx|mjs|cjs|js)$/;
const tests = /\.test\.tsx?$|\/testing\//;

export const textRules: readonly TextRule[] = [
  {
    name: 'names say what a file does',
    files: /^(app|bot|core|simulator|bench|e2e|deploy)\/.*\.(ts|tsx|mjs)$/,
    pattern: /(^|[/-])(utils?|helpers?|common|misc|service|services|stuff)([/.-]|$)/i,
    inPath: true,
  },
  {
    name: 'use cases speak to the database, not the edges',
    files: /^(app|bot)\/.*\.tsx?$/,
    except: tests,
    pattern: /\b(pool|prisma)\s*\.\s*\w+[(<]|\bprisma\s*\.\s*\w+\.\w+\(/,
  },
  {
    name: 'the product does not know that a stand-in exists',
    files: /^(app|bot|core|public)\/.*\.(ts|tsx|json)$/,
    except: tests,
    pattern: /simulat/i,
  },
  {
    // But for the tries that are taken back, and the two that end in ways of their own: a batch of counts and an export.
    name: 'transactions begin in one place',
    files: /^(app|bot|core)\/.*\.tsx?$/,
    except:
      /\.test\.tsx?$|\/testing\/|^core\/(platform\/(in-transaction|try-out)|analytics\/commit-batch|privacy\/internal\/write-export)\.server\.ts$/,
    pattern: /['"`]BEGIN\b/,
  },
  {
    // Node collects such a time with the garbage: `core/platform/ending.ts`.
    name: 'a time is no part of another signal',
    files: /^(app|bot|core|simulator|deploy)\/.*\.(ts|tsx|mjs)$/,
    pattern: /AbortSignal\.any\([^;]*AbortSignal\.timeout/,
  },
  {
    // But for the start page, whose head stands beside a picture, and a conversation, whose head is a bar with its menu.
    name: 'pages have one head',
    files: /^app\/.*\.tsx$/,
    except: /^app\/components\/(ui\/PageHead|accounts\/LandingPage|assistant\/ThreadPage)\.tsx$/,
    pattern: /<h1\b/,
  },
  { name: 'nothing is left open', files: code, pattern: /\b(TODO|FIXME|XXX|HACK)\b/ },
  { name: 'types stay on', files: /\.tsx?$/, pattern: /@ts-(ignore|nocheck|expect-error)/ },
  {
    name: 'no machine has its paths here',
    files: /\.(ts|tsx|mjs|cjs|js|json|md|yaml|yml|prisma|sql)$/,
    except: /^deploy\/house\/|^package-lock\.json$/,
    pattern: /(^|["'`\s(=])\/(work|root|home)\//m,
  },
];

/** Names of the rules that a file breaks. */
export function brokenBy(file: string, text: string): string[] {
  return textRules
    .filter((rule) => rule.files.test(file) && !rule.except?.test(file) && rule.pattern.test(rule.inPath ? file : text))
    .map((rule) => rule.name);
}
