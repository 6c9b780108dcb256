import accounts from './locales/ja/accounts.json' with { type: 'json' };
import ai from './locales/ja/ai.json' with { type: 'json' };
import aiPolicy from './locales/ja/ai-policy.json' with { type: 'json' };
import analytics from './locales/ja/analytics.json' with { type: 'json' };
import api from './locales/ja/api.json' with { type: 'json' };
import assistant from './locales/ja/assistant.json' with { type: 'json' };
import billing from './locales/ja/billing.json' with { type: 'json' };
import commands from './locales/ja/commands.json' with { type: 'json' };
import common from './locales/ja/common.json' with { type: 'json' };
import consent from './locales/ja/consent.json' with { type: 'json' };
import contact from './locales/ja/contact.json' with { type: 'json' };
import digest from './locales/ja/digest.json' with { type: 'json' };
import errors from './locales/ja/errors.json' with { type: 'json' };
import exports from './locales/ja/export.json' with { type: 'json' };
import guilds from './locales/ja/guilds.json' with { type: 'json' };
import insights from './locales/ja/insights.json' with { type: 'json' };
import knowledge from './locales/ja/knowledge.json' with { type: 'json' };
import operator from './locales/ja/operator.json' with { type: 'json' };
import policies from './locales/ja/policies.json' with { type: 'json' };
import privacy from './locales/ja/privacy.json' with { type: 'json' };
import privacyCentre from './locales/ja/privacy-centre.json' with { type: 'json' };
import privacyPolicy from './locales/ja/privacy-policy.json' with { type: 'json' };
import promises from './locales/ja/promises.json' with { type: 'json' };
import reports from './locales/ja/reports.json' with { type: 'json' };
import staff from './locales/ja/staff.json' with { type: 'json' };
import ui from './locales/ja/ui.json' with { type: 'json' };
import welcome from './locales/ja/welcome.json' with { type: 'json' };

/** Written by deploy/words.ts, from the files there are. */
export const japanese = {
  accounts,
  ai,
  'ai-policy': aiPolicy,
  analytics,
  api,
  assistant,
  billing,
  commands,
  common,
  consent,
  contact,
  digest,
  errors,
  export: exports,
  guilds,
  insights,
  knowledge,
  operator,
  policies,
  privacy,
  'privacy-centre': privacyCentre,
  'privacy-policy': privacyPolicy,
  promises,
  reports,
  staff,
  ui,
  welcome,
};
