import accounts from './locales/es/accounts.json' with { type: 'json' };
import ai from './locales/es/ai.json' with { type: 'json' };
import aiPolicy from './locales/es/ai-policy.json' with { type: 'json' };
import analytics from './locales/es/analytics.json' with { type: 'json' };
import api from './locales/es/api.json' with { type: 'json' };
import assistant from './locales/es/assistant.json' with { type: 'json' };
import billing from './locales/es/billing.json' with { type: 'json' };
import commands from './locales/es/commands.json' with { type: 'json' };
import common from './locales/es/common.json' with { type: 'json' };
import consent from './locales/es/consent.json' with { type: 'json' };
import contact from './locales/es/contact.json' with { type: 'json' };
import digest from './locales/es/digest.json' with { type: 'json' };
import errors from './locales/es/errors.json' with { type: 'json' };
import exports from './locales/es/export.json' with { type: 'json' };
import guilds from './locales/es/guilds.json' with { type: 'json' };
import insights from './locales/es/insights.json' with { type: 'json' };
import knowledge from './locales/es/knowledge.json' with { type: 'json' };
import operator from './locales/es/operator.json' with { type: 'json' };
import policies from './locales/es/policies.json' with { type: 'json' };
import privacy from './locales/es/privacy.json' with { type: 'json' };
import privacyCentre from './locales/es/privacy-centre.json' with { type: 'json' };
import privacyPolicy from './locales/es/privacy-policy.json' with { type: 'json' };
import promises from './locales/es/promises.json' with { type: 'json' };
import reports from './locales/es/reports.json' with { type: 'json' };
import staff from './locales/es/staff.json' with { type: 'json' };
import ui from './locales/es/ui.json' with { type: 'json' };
import welcome from './locales/es/welcome.json' with { type: 'json' };

/** Written by deploy/words.ts, from the files there are. */
export const spanish = {
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
