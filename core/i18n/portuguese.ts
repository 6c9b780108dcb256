import accounts from './locales/pt-BR/accounts.json' with { type: 'json' };
import ai from './locales/pt-BR/ai.json' with { type: 'json' };
import aiPolicy from './locales/pt-BR/ai-policy.json' with { type: 'json' };
import analytics from './locales/pt-BR/analytics.json' with { type: 'json' };
import api from './locales/pt-BR/api.json' with { type: 'json' };
import assistant from './locales/pt-BR/assistant.json' with { type: 'json' };
import billing from './locales/pt-BR/billing.json' with { type: 'json' };
import commands from './locales/pt-BR/commands.json' with { type: 'json' };
import common from './locales/pt-BR/common.json' with { type: 'json' };
import consent from './locales/pt-BR/consent.json' with { type: 'json' };
import contact from './locales/pt-BR/contact.json' with { type: 'json' };
import digest from './locales/pt-BR/digest.json' with { type: 'json' };
import errors from './locales/pt-BR/errors.json' with { type: 'json' };
import exports from './locales/pt-BR/export.json' with { type: 'json' };
import guilds from './locales/pt-BR/guilds.json' with { type: 'json' };
import insights from './locales/pt-BR/insights.json' with { type: 'json' };
import knowledge from './locales/pt-BR/knowledge.json' with { type: 'json' };
import operator from './locales/pt-BR/operator.json' with { type: 'json' };
import policies from './locales/pt-BR/policies.json' with { type: 'json' };
import privacy from './locales/pt-BR/privacy.json' with { type: 'json' };
import privacyCentre from './locales/pt-BR/privacy-centre.json' with { type: 'json' };
import privacyPolicy from './locales/pt-BR/privacy-policy.json' with { type: 'json' };
import promises from './locales/pt-BR/promises.json' with { type: 'json' };
import reports from './locales/pt-BR/reports.json' with { type: 'json' };
import staff from './locales/pt-BR/staff.json' with { type: 'json' };
import ui from './locales/pt-BR/ui.json' with { type: 'json' };
import welcome from './locales/pt-BR/welcome.json' with { type: 'json' };

/** Written by deploy/words.ts, from the files there are. */
export const portuguese = {
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
