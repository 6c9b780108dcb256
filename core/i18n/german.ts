import accounts from './locales/de/accounts.json' with { type: 'json' };
import ai from './locales/de/ai.json' with { type: 'json' };
import aiPolicy from './locales/de/ai-policy.json' with { type: 'json' };
import analytics from './locales/de/analytics.json' with { type: 'json' };
import api from './locales/de/api.json' with { type: 'json' };
import assistant from './locales/de/assistant.json' with { type: 'json' };
import billing from './locales/de/billing.json' with { type: 'json' };
import commands from './locales/de/commands.json' with { type: 'json' };
import common from './locales/de/common.json' with { type: 'json' };
import consent from './locales/de/consent.json' with { type: 'json' };
import contact from './locales/de/contact.json' with { type: 'json' };
import digest from './locales/de/digest.json' with { type: 'json' };
import errors from './locales/de/errors.json' with { type: 'json' };
import exports from './locales/de/export.json' with { type: 'json' };
import guilds from './locales/de/guilds.json' with { type: 'json' };
import insights from './locales/de/insights.json' with { type: 'json' };
import knowledge from './locales/de/knowledge.json' with { type: 'json' };
import operator from './locales/de/operator.json' with { type: 'json' };
import policies from './locales/de/policies.json' with { type: 'json' };
import privacy from './locales/de/privacy.json' with { type: 'json' };
import privacyCentre from './locales/de/privacy-centre.json' with { type: 'json' };
import privacyPolicy from './locales/de/privacy-policy.json' with { type: 'json' };
import promises from './locales/de/promises.json' with { type: 'json' };
import reports from './locales/de/reports.json' with { type: 'json' };
import staff from './locales/de/staff.json' with { type: 'json' };
import ui from './locales/de/ui.json' with { type: 'json' };
import welcome from './locales/de/welcome.json' with { type: 'json' };

/** Written by deploy/words.ts, from the files there are. */
export const german = {
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
