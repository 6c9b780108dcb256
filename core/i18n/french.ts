import accounts from './locales/fr/accounts.json' with { type: 'json' };
import ai from './locales/fr/ai.json' with { type: 'json' };
import aiPolicy from './locales/fr/ai-policy.json' with { type: 'json' };
import analytics from './locales/fr/analytics.json' with { type: 'json' };
import api from './locales/fr/api.json' with { type: 'json' };
import assistant from './locales/fr/assistant.json' with { type: 'json' };
import billing from './locales/fr/billing.json' with { type: 'json' };
import commands from './locales/fr/commands.json' with { type: 'json' };
import common from './locales/fr/common.json' with { type: 'json' };
import consent from './locales/fr/consent.json' with { type: 'json' };
import contact from './locales/fr/contact.json' with { type: 'json' };
import digest from './locales/fr/digest.json' with { type: 'json' };
import errors from './locales/fr/errors.json' with { type: 'json' };
import exports from './locales/fr/export.json' with { type: 'json' };
import guilds from './locales/fr/guilds.json' with { type: 'json' };
import insights from './locales/fr/insights.json' with { type: 'json' };
import knowledge from './locales/fr/knowledge.json' with { type: 'json' };
import operator from './locales/fr/operator.json' with { type: 'json' };
import policies from './locales/fr/policies.json' with { type: 'json' };
import privacy from './locales/fr/privacy.json' with { type: 'json' };
import privacyCentre from './locales/fr/privacy-centre.json' with { type: 'json' };
import privacyPolicy from './locales/fr/privacy-policy.json' with { type: 'json' };
import promises from './locales/fr/promises.json' with { type: 'json' };
import reports from './locales/fr/reports.json' with { type: 'json' };
import staff from './locales/fr/staff.json' with { type: 'json' };
import ui from './locales/fr/ui.json' with { type: 'json' };
import welcome from './locales/fr/welcome.json' with { type: 'json' };

/** Written by deploy/words.ts, from the files there are. */
export const french = {
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
