import accounts from './locales/en/accounts.json' with { type: 'json' };
import ai from './locales/en/ai.json' with { type: 'json' };
import aiPolicy from './locales/en/ai-policy.json' with { type: 'json' };
import analytics from './locales/en/analytics.json' with { type: 'json' };
import api from './locales/en/api.json' with { type: 'json' };
import assistant from './locales/en/assistant.json' with { type: 'json' };
import billing from './locales/en/billing.json' with { type: 'json' };
import commands from './locales/en/commands.json' with { type: 'json' };
import common from './locales/en/common.json' with { type: 'json' };
import consent from './locales/en/consent.json' with { type: 'json' };
import contact from './locales/en/contact.json' with { type: 'json' };
import digest from './locales/en/digest.json' with { type: 'json' };
import errors from './locales/en/errors.json' with { type: 'json' };
import exports from './locales/en/export.json' with { type: 'json' };
import guilds from './locales/en/guilds.json' with { type: 'json' };
import insights from './locales/en/insights.json' with { type: 'json' };
import knowledge from './locales/en/knowledge.json' with { type: 'json' };
import operator from './locales/en/operator.json' with { type: 'json' };
import policies from './locales/en/policies.json' with { type: 'json' };
import privacy from './locales/en/privacy.json' with { type: 'json' };
import privacyCentre from './locales/en/privacy-centre.json' with { type: 'json' };
import privacyPolicy from './locales/en/privacy-policy.json' with { type: 'json' };
import promises from './locales/en/promises.json' with { type: 'json' };
import reports from './locales/en/reports.json' with { type: 'json' };
import staff from './locales/en/staff.json' with { type: 'json' };
import ui from './locales/en/ui.json' with { type: 'json' };
import welcome from './locales/en/welcome.json' with { type: 'json' };

/** Every namespace, by the name of its file. A file under locales/en that is missing here fails a test. */
export const english = {
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
  'privacy-policy': privacyPolicy,
  'privacy-centre': privacyCentre,
  promises,
  reports,
  staff,
  ui,
  welcome,
};

export type Namespace = keyof typeof english;
/** The shape each language fills. */
export type Words = typeof english;
