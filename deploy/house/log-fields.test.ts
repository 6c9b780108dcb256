import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { logFields } from '#core/platform/log-fields.ts';

const LEVELS = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'child']);

/** Names of the fields that a file hands to a log. */
function fieldsIn(text: string, fileName: string): string[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      const [first] = node.arguments;
      const isLog = LEVELS.has(name.text) && /(^|\.|'\)?)log('\))?$/.test(expression.getText(source));
      if (isLog && first && ts.isObjectLiteralExpression(first))
        for (const property of first.properties) if (property.name) names.push(property.name.getText(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

test('every field that the product logs is one that a line may have', () => {
  expect(
    fieldsIn(`log.info({ userName: 1 }, 'x'); this.log.warn({ a }); c.get('log').error({ b: 1 }, '')`, 'x.ts'),
  ).toEqual(['userName', 'a', 'b']);
  const files = ['app', 'bot', 'core'].flatMap((side) =>
    readdirSync(side, { recursive: true, encoding: 'utf8' }).map((file) => `${side}/${file}`),
  );
  const own = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\/|\/generated\//.test(file));
  const strange = own.flatMap((file) =>
    fieldsIn(readFileSync(file, 'utf8'), file)
      .filter((name) => !logFields.includes(name))
      .map((name) => `${file}: ${name}`),
  );
  expect(strange).toEqual([]);
});
