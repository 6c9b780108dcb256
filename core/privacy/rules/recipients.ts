/**
 * Who else than the person gets to see what a table holds about them: Article 15(1)(c) GDPR. Each has its sentence under
 * `recipients` of the privacy namespace of core/i18n.
 */
export type Recipients =
  | 'account'
  | 'operators'
  | 'models'
  | 'counts'
  | 'nobody'
  | 'asked'
  | 'mail'
  | 'managers'
  | 'stripe'
  | 'payments'
  | 'record'
  | 'accesses'
  | 'vouching';

/** Of every table about people. */
export const recipients: Readonly<Record<string, Recipients>> = {
  'public.account': 'account',
  'public.session': 'operators',
  'public.staff_member': 'operators',
  'public.access_denial': 'operators',
  'public.contact_case': 'operators',
  'public.under_age_report': 'operators',
  'public.ai_call': 'operators',
  'public.ai_sample': 'operators',
  'public.ai_opt_out': 'operators',
  'public.assistant_thread': 'models',
  'public.assistant_turn': 'models',
  'public.assistant_expiry': 'nobody',
  'public.assistant_proposal': 'models',
  'public.premium_grant': 'operators',
  'analytics.message_pack': 'counts',
  'analytics.voice_pack': 'counts',
  'analytics.person_day': 'counts',
  'analytics.voice_session': 'counts',
  'analytics.membership': 'counts',
  'analytics.top_member': 'counts',
  'analytics.objection': 'nobody',
  'public.consent_event': 'nobody',
  'public.notice_receipt': 'nobody',
  'public.notice_delivery': 'nobody',
  'public.mail_choice': 'nobody',
  'public.rights_request': 'asked',
  'public.mail_outbox': 'mail',
  'analytics.annotation': 'managers',
  'public.api_token': 'managers',
  'public.knowledge_node': 'managers',
  'public.knowledge_version': 'managers',
  'public.stripe_customer': 'stripe',
  'public.checkout': 'stripe',
  'public.subscription': 'payments',
  'public.billing_confirmation': 'stripe',
  'public.payment_reversal': 'payments',
  'public.audit_event': 'record',
  'public.staff_access': 'accesses',
  'public.staff_view': 'accesses',
  'public.attestation': 'vouching',
  'public.audit_plan': 'vouching',
  'public.incident': 'vouching',
  'public.incident_notice': 'vouching',
};
