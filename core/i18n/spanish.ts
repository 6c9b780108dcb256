import accounts from './locales/es/accounts.json' with { type: 'json' };
import billing from './locales/es/billing.json' with { type: 'json' };
import commands from './locales/es/commands.json' with { type: 'json' };
import common from './locales/es/common.json' with { type: 'json' };
import digest from './locales/es/digest.json' with { type: 'json' };
import errors from './locales/es/errors.json' with { type: 'json' };
import guilds from './locales/es/guilds.json' with { type: 'json' };
import policies from './locales/es/policies.json' with { type: 'json' };
import privacy from './locales/es/privacy.json' with { type: 'json' };
import reports from './locales/es/reports.json' with { type: 'json' };
import ui from './locales/es/ui.json' with { type: 'json' };

export const spanish = {
  accounts,
  billing,
  commands,
  common,
  digest,
  errors,
  guilds,
  policies,
  privacy,
  reports,
  ui,
};
