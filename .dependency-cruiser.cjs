/** Rooms of core/, lower line first: a room imports only from lines below its own. See docs/decisions/0002 for `gateway`. */
const lines = [
  ['platform'],
  ['i18n', 'audit', 'gateway'],
  ['accounts', 'guilds'],
  ['policies', 'consent', 'privacy', 'billing'],
  ['analytics', 'knowledge', 'ai', 'moderation'],
  ['showcase', 'partnerships', 'support', 'assistant', 'insights'],
];

/** Parts of a room that run in a browser too. */
const forBrowsers = '^core/[^/]+/(schema\\.ts$|rules\\.ts$|(rules|drawing)/)';
const test = '\\.test\\.tsx?$|/testing/';
const edge = '^(app|bot|simulator|bench|e2e)/';
/** @param {string} names alternatives of a pattern */
const packages = (names) => `(^|/)node_modules/(@types/)?(${names})(/|$)`;

const roomOrder = lines.map((line, i) => {
  const below = lines.slice(0, i).flat();
  return {
    name: `room-order-line-${i + 1}`,
    comment: `${line.join(', ')} import from ${below.join(', ') || 'no other room'} only, not from each other`,
    severity: 'error',
    from: { path: `^core/(${line.join('|')})/`, pathNot: test },
    to: { path: '^core/[^/]+/', pathNot: `^core/(${['$1', ...below].join('|')})/` },
  };
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomOrder,
    {
      name: 'room-is-known',
      comment:
        'Each folder of core/ is a room with a place in the order above; one file beside them lists what they hold of people',
      severity: 'error',
      from: { path: '^core/', pathNot: `^core/((${lines.flat().join('|')})/|(personal-data|policy-sources)\\.)` },
      to: {},
    },
    {
      name: 'compositions-stand-above-the-rooms',
      comment: 'What lies in core/ itself puts parts of rooms together; no room knows it',
      severity: 'error',
      from: { path: '^core/[^/]+/', pathNot: test },
      to: { path: '^core/[^/]+\\.ts$' },
    },
    {
      name: 'core-imports-no-edge',
      comment: 'The domain knows neither the dashboard nor the bot nor a stand-in',
      severity: 'error',
      from: { path: '^core/', pathNot: test },
      to: { path: edge },
    },
    {
      name: 'core-imports-no-framework',
      comment: 'No Remix, React, Hono or discord.js in the domain',
      severity: 'error',
      from: { path: '^core/' },
      to: {
        path: packages(
          '@remix-run|remix-[a-z-]+|react|react-dom|hono|@hono|discord\\.js|discord-hybrid-sharding|@discordjs/ws',
        ),
      },
    },
    {
      name: 'discord-packages-in-two-rooms',
      comment: 'discord-api-types and @discordjs/rest belong to core/platform and core/guilds',
      severity: 'error',
      from: { path: '^core/', pathNot: '^core/(platform|guilds)/' },
      to: { path: packages('discord-api-types|@discordjs') },
    },
    {
      name: 'app-imports-no-bot',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^bot/' },
    },
    {
      name: 'bot-imports-no-app',
      severity: 'error',
      from: { path: '^bot/' },
      to: { path: '^app/' },
    },
    {
      name: 'internals-are-private-to-a-room',
      severity: 'error',
      from: { path: '^core/([^/]+)/' },
      to: { path: '^core/[^/]+/internal/', pathNot: '^core/$1/' },
    },
    {
      name: 'internals-are-private-to-core',
      severity: 'error',
      from: { pathNot: '^core/' },
      to: { path: '^core/[^/]+/internal/' },
    },
    {
      name: 'nothing-imports-the-simulator',
      comment: 'The product reaches it over sockets, by configured URLs; tests and benchmarks may start it',
      severity: 'error',
      from: { pathNot: `^(simulator|bench|e2e)/|${test}` },
      to: { path: '^simulator/' },
    },
    {
      name: 'simulator-imports-no-product',
      comment: 'A stand-in that shared code with the product would share its mistakes',
      severity: 'error',
      from: { path: '^simulator/', pathNot: test },
      to: { path: '^(core|app|bot)/' },
    },
    {
      name: 'one-door-to-models',
      comment: 'core/ai alone speaks to a model: it is where everything that forbids a call is looked at',
      severity: 'error',
      from: { path: '^(app|bot|core)/', pathNot: `^core/ai/|${test}` },
      to: {
        path: packages(
          'openai|@openai|@anthropic-ai|@google/gen[a-z-]*|@mistralai|cohere-ai|@huggingface|@openrouter|ollama|ai|@ai-sdk|langchain|@langchain|llamaindex|replicate|groq-sdk|together-ai',
        ),
      },
    },
    {
      name: 'database-in-server-files',
      comment: 'Only core/**/*.server.ts, the seed and fixtures speak to the database',
      severity: 'error',
      from: { path: '^(app|bot|core)/', pathNot: `^core/.*\\.server\\.ts$|^core/platform/generated/|${test}` },
      to: { path: `${packages('pg|pg-[a-z]+|@prisma/.+|prisma')}|^core/platform/generated/` },
    },
    {
      name: 'browser-imports-no-server-file',
      comment: 'Outside routes and *.server files, app/ is sent to browsers',
      severity: 'error',
      from: {
        path: '^app/',
        pathNot: `^app/(routes/|root\\.tsx$|server\\.ts$|entry\\.server)|\\.server\\.tsx?$|^app/http/|${test}`,
      },
      to: { path: '\\.server\\.tsx?$|^app/http/' },
    },
    {
      name: 'browser-imports-rules-and-schema',
      comment: 'Of a room, browsers get its schema, rules and drawings; of i18n and platform, what is no server file',
      severity: 'error',
      from: { path: '^app/', pathNot: `^app/(server\\.ts$|entry\\.server)|\\.server\\.tsx?$|^app/http/|${test}` },
      to: {
        path: '^core/',
        pathNot: `${forBrowsers}|^core/(i18n|platform)/|\\.server\\.ts$`,
      },
    },
    {
      name: 'rules-import-no-server-file',
      comment: 'What browsers get of a room brings no server file and nothing of Node along',
      severity: 'error',
      from: { path: forBrowsers, pathNot: test },
      to: { path: '\\.server\\.ts$|^node:|^(fs|path|crypto|os|net|child_process|worker_threads)$' },
    },
    {
      name: 'privacy-imports-no-room',
      comment: 'Rooms hand their part to whoever composes them; privacy reads none of their data itself',
      severity: 'error',
      from: { path: '^core/privacy/', pathNot: test },
      to: { path: '^core/', pathNot: '^core/(privacy|platform|i18n|audit)/' },
    },
    {
      name: 'sharding-library-in-the-entries',
      comment: 'discord-hybrid-sharding stays behind bot/manager.ts and its other end, the cluster entry',
      severity: 'error',
      from: { path: '^(app|bot|core)/', pathNot: '^bot/(manager|cluster)\\.ts$' },
      to: { path: packages('discord-hybrid-sharding') },
    },
    {
      name: 'folders-meet-by-alias',
      comment: 'Relative imports stay inside a folder; another folder or room is reached by its # alias',
      severity: 'error',
      from: { path: '^(app|bot)/', pathNot: test },
      to: { path: '^core/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'rooms-meet-by-alias',
      severity: 'error',
      from: { path: '^core/([^/]+)/', pathNot: test },
      to: { path: '^core/', pathNot: '^core/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'product-imports-no-dev-package',
      comment: 'A machine that only runs the build installs without the development packages',
      severity: 'error',
      from: { path: '^(app|bot|core|simulator)/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: packages('vite') },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'imports-exist',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^core/platform/generated/.+/internal/|^build/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'require', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
