import { expect, test } from 'vitest';
import { z } from 'zod';
import { chatRequest } from '../request.ts';
import { fill } from './fill.ts';
import { helpfulReply } from './reply.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

const tool = (name: string, description: string, parameters: z.ZodObject) => ({
  type: 'function' as const,
  function: { name, description, parameters: z.toJSONSchema(parameters) },
});
const tools = [
  tool(
    'get_message_totals',
    'Numbers of messages sent in the community.',
    z.object({ days: z.int().min(1).max(365).describe('Days back from today'), channel: z.string().optional() }),
  ),
  tool(
    'get_member_changes',
    'How many people joined and left.',
    z.object({ from: z.iso.date(), to: z.iso.date(), by: z.enum(['day', 'week', 'month']).optional() }),
  ),
  tool('search_knowledge', 'Search rules, events and answers.', z.object({ query: z.string().max(100) })),
  tool('list_channels', 'Channels of the community.', z.object({ type: z.enum(['text', 'voice']).nullable() })),
];

const reply = (body: object) => helpfulReply(chatRequest.parse({ model: 'm', ...body }), NOW);
const ask = (content: string, more: object = {}) => reply({ messages: [{ role: 'user', content }], tools, ...more });
const calls = (content: string, more: object = {}) =>
  ask(content, more).toolCalls.map((call) => [call.name, JSON.parse(call.arguments)]);

test.each([
  ['How many messages were sent in the last two weeks?', [['get_message_totals', { days: 14 }]]],
  ['Messages of #general over 30 days, please', [['get_message_totals', { days: 30, channel: 'general' }]]],
  [
    'Who joined since 2026-11-01, week by week?',
    [['get_member_changes', { from: '2026-11-01', to: '2026-11-22', by: 'week' }]],
  ],
  ['Did members change this month?', [['get_member_changes', { from: '2026-10-23', to: '2026-11-22', by: 'month' }]]],
  ['Search the rules for "no spoilers"', [['search_knowledge', { query: 'no spoilers' }]]],
  ['Which voice channels are there?', [['list_channels', { type: 'voice' }]]],
  ['Which channels exist?', [['list_channels', { type: null }]]],
  ['Good morning!', []],
])('%s', (question, expected) => {
  expect(calls(question)).toEqual(expected);
});

test('two things asked are two calls', () => {
  expect(calls('How many messages last week, and what do the rules say?').map(([name]) => name)).toEqual([
    'get_message_totals',
    'search_knowledge',
  ]);
});

test('of many tools that share a word one is called, and what does something only where that is asked for', () => {
  const shared = [
    tool('totals', 'Totals of the server: messages, voice time.', z.object({})),
    tool('channels', 'Messages of each channel.', z.object({})),
    tool('hours', 'Messages in an average hour of the week.', z.object({})),
    tool('propose_message', 'Propose the text of a message.', z.object({ text: z.string() })),
  ];
  const of = (question: string) => calls(question, { tools: shared }).map(([name]) => name);
  expect(of('How many messages were there yesterday?')).toEqual(['totals']);
  expect(of('Which channels are used most?')).toEqual(['channels']);
  expect(of('When are most people here?')).toEqual(['hours']);
  expect(of('Write a welcome message for newcomers.')).toEqual(['propose_message']);
  expect(of('What is the weather?')).toEqual([]);
});

test('a source with a number is cited', () => {
  const messages = [
    { role: 'user', content: 'How many messages?' },
    { role: 'tool', tool_call_id: 'c1', content: '{"source":2,"facts":[{"fact":"voiceHours","value":7}]}' },
  ];
  expect(reply({ messages, tools }).text).toBe('Here is what I found.\n\nthe tool: this [2].\n- voice hours: 7');
});

test.each([
  [
    'of several pieces of JSON the first is told',
    '{"source":1,"facts":[{"fact":"messages","of":"general","value":7}]}\n{"names":["general"]}',
    'messages, general: 7',
  ],
  ['names in camelCase are told as words', '{"source":1,"facts":[{"fact":"activeADay","value":7}]}', 'active a day: 7'],
])('%s', (_name, content, told) => {
  const messages = [
    { role: 'user', content: 'How many messages?' },
    { role: 'tool', tool_call_id: 'c1', content },
  ];
  expect(reply({ messages, tools }).text).toBe(`Here is what I found.\n\nthe tool: this [1].\n- ${told}`);
});

test('a choice of tools is obeyed', () => {
  expect(calls('How many messages?', { tool_choice: 'none' })).toEqual([]);
  expect(calls('Good morning!', { tool_choice: 'required' })).toHaveLength(1);
  const named = { type: 'function', function: { name: 'search_knowledge' } };
  expect(calls('How many messages?', { tool_choice: named })).toEqual([['search_knowledge', { query: 'messages' }]]);
});

test('what tools gave is quoted', () => {
  const messages = [
    { role: 'user', content: 'How many messages last week?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'get_message_totals', arguments: '{}' } }],
    },
    {
      role: 'tool',
      tool_call_id: 'c1',
      content: '{"total":1234,"channels":[{"name":"<b>general</b>","messages":99}]}',
    },
  ];
  const { text, toolCalls } = reply({ messages, tools });
  expect(toolCalls).toEqual([]);
  for (const quoted of ['get message totals', '1234', '<b>general</b>', '99']) expect(text).toContain(quoted);
  expect(text.split('\n')).toContain('- <b>general</b>: 99');
  const failed = reply({ messages: [...messages.slice(0, 2), { ...messages[2], content: 'not allowed' }], tools });
  expect(failed.text).toContain('not allowed');
});

test('an earlier result does not answer a later question', () => {
  const messages = [
    { role: 'user', content: 'Hello' },
    { role: 'tool', tool_call_id: 'c1', content: 'old' },
    { role: 'user', content: 'Which voice channels are there?' },
  ];
  expect(reply({ messages, tools }).toolCalls).toHaveLength(1);
});

const structured = <T>(schema: z.ZodType<T>, content: string): T => {
  const response_format = { type: 'json_schema', json_schema: { name: 'x', schema: z.toJSONSchema(schema) } };
  return schema.parse(JSON.parse(reply({ messages: [{ role: 'user', content }], response_format }).text));
};

test('an object fits its schema and is filled from what was given', () => {
  const schema = z.object({
    title: z.string().min(3).max(40),
    severity: z.enum(['none', 'low', 'high']),
    score: z.number().min(0).max(1),
    day: z.iso.date(),
    note: z.string().nullable(),
    tags: z.array(z.string()).min(1).max(3),
    source: z.object({ id: z.string().regex(/^f\d+$/), total: z.int().positive() }),
    maybe: z.boolean().optional(),
  });
  const facts = '{"source":{"id":"f12","total":77},"tags":["a","b","c","d"]}';
  expect(structured(schema, `It is of high importance.\n${facts}`)).toMatchObject({
    severity: 'high',
    source: { id: 'f12', total: 77 },
    tags: ['a', 'b', 'c'],
  });
  expect(structured(z.object({ score: z.number().min(0.5).max(0.9) }), 'Nothing')).toEqual({ score: 0.5 });
});

test('a list is filled from the list that was given', () => {
  const schema = z.object({
    statements: z.array(z.object({ factId: z.string(), value: z.number(), text: z.string().max(200) })).max(2),
  });
  const facts = JSON.stringify({
    facts: [
      { factId: 'messages', value: 120, label: 'Messages' },
      { factId: 'members', value: 7, label: 'Members' },
      { factId: 'voice', value: 3, label: 'Voice' },
    ],
  });
  const { statements } = structured(schema, `Say what changed.\n${facts}`);
  expect(statements.map(({ factId, value }) => [factId, value])).toEqual([
    ['messages', 120],
    ['members', 7],
  ]);
  expect(statements[1]?.text).toContain('7');
});

test.each([
  ['How many messages were there on tuesday?', 20],
  ['How many voice minutes were there in all?', 12],
  ['How many messages did the day have that had most of them?', 30],
  ['What was the least of messages on a day?', 10],
  ['On how many days were fewer than 25 messages written?', 2],
  ['On how many days were more than 25 messages written?', 1],
])('a number is looked up in the table that was given: %s', (question, value) => {
  const table =
    'monday messages=10 voiceMinutes=3\ntuesday messages=20 voiceMinutes=4\nsunday messages=30 voiceMinutes=5';
  expect(structured(z.object({ value: z.number() }), `${table}\n${question}`)).toEqual({ value });
});

test('unions, references and recursion end', () => {
  const node: z.ZodType = z.lazy(() => z.object({ name: z.string(), children: z.array(node).max(3) }));
  structured(node, 'A tree');
  structured(z.object({ one: z.union([z.object({ kind: z.literal('a'), n: z.int() }), z.null()]) }), 'x');
  structured(
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
    'x',
  );
  expect(
    fill(
      { allOf: [{ $ref: '#/$defs/a' }], $defs: { a: { type: 'object', properties: { n: { const: 4 } } } } },
      {
        text: '',
        data: [],
        phrase: '',
        nowMs: NOW,
      },
    ),
  ).toEqual({ n: 4 });
});

test('with neither tools nor a schema there is a short answer', () => {
  expect(reply({ messages: [{ role: 'user', content: 'Good morning! Second.' }] }).text).toBe(
    'You asked: Good morning! I have nothing to look that up with.',
  );
  expect(reply({ messages: [{ role: 'user', content: 'Summarise this:\nFirst point. Second point.' }] }).text).toBe(
    'First point.',
  );
});
