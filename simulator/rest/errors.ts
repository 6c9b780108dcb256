import type { RESTError } from 'discord-api-types/v10';
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';

/** An answer of the REST API that is an error: HTTP status, Discord's JSON code, its message, and form errors if any. */
export class RestError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: RESTError['errors'];

  constructor(status: number, code: number, message: string, errors?: RESTError['errors']) {
    super(message);
    this.name = 'RestError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The body as Discord sends it; `errors` only where there are any. */
  body(): RESTError {
    const body: RESTError = { message: this.message, code: this.code };
    if (this.errors) body.errors = this.errors;
    return body;
  }
}

export const unknownAccount = () => new RestError(404, Codes.UnknownAccount, 'Unknown Account');
export const unknownApplication = () => new RestError(404, Codes.UnknownApplication, 'Unknown Application');
export const unknownChannel = () => new RestError(404, Codes.UnknownChannel, 'Unknown Channel');
export const unknownGuild = () => new RestError(404, Codes.UnknownGuild, 'Unknown Guild');
export const unknownMember = () => new RestError(404, Codes.UnknownMember, 'Unknown Member');
export const unknownMessage = () => new RestError(404, Codes.UnknownMessage, 'Unknown Message');
export const unknownUser = () => new RestError(404, Codes.UnknownUser, 'Unknown User');
export const unknownWebhook = () => new RestError(404, Codes.UnknownWebhook, 'Unknown Webhook');
export const unknownInteraction = () => new RestError(404, Codes.UnknownInteraction, 'Unknown interaction');
export const unknownEntitlement = () => new RestError(404, Codes.UnknownEntitlement, 'Unknown Entitlement');
export const unknownCommand = () => new RestError(404, Codes.UnknownApplicationCommand, 'Unknown application command');
export const tooManyCommands = (limit: number) =>
  new RestError(
    400,
    Codes.MaximumNumberOfApplicationCommandsReached,
    `Maximum number of application commands reached (${limit})`,
  );
export const tooManyCommandCreates = () =>
  new RestError(
    429,
    Codes.MaximumDailyApplicationCommandCreatesReached,
    'Maximum number of daily application command creates has been reached (200)',
  );
export const alreadyAcknowledged = () =>
  new RestError(400, Codes.InteractionHasAlreadyBeenAcknowledged, 'Interaction has already been acknowledged.');
export const missingAccess = () => new RestError(403, Codes.MissingAccess, 'Missing Access');
export const missingPermissions = () => new RestError(403, Codes.MissingPermissions, 'Missing Permissions');
export const cannotMessageUser = () =>
  new RestError(403, Codes.CannotSendMessagesToThisUser, 'Cannot send messages to this user');
export const wrongChannelType = () =>
  new RestError(400, Codes.CannotExecuteActionOnThisChannelType, 'Cannot execute action on this channel type');
export const notOwnMessage = () =>
  new RestError(403, Codes.CannotEditMessageAuthoredByAnotherUser, 'Cannot edit a message authored by another user');
export const emptyMessage = () => new RestError(400, Codes.CannotSendAnEmptyMessage, 'Cannot send an empty message');
export const fileTooLarge = () => new RestError(413, Codes.RequestEntityTooLarge, 'Request entity too large');
export const invalidWebhookToken = () => new RestError(401, Codes.InvalidWebhookToken, 'Invalid Webhook Token');
export const invalidJson = () =>
  new RestError(400, Codes.RequestBodyContainsInvalidJSON, 'The request body contains invalid JSON.');
export const unauthorized = () => new RestError(401, 0, '401: Unauthorized');
export const notFound = () => new RestError(404, 0, '404: Not Found');
export const methodNotAllowed = () => new RestError(405, 0, '405: Method Not Allowed');
export const serverError = (status: number) =>
  new RestError(status, 0, `${status}: ${status === 500 ? 'Internal Server Error' : 'Service Unavailable'}`);
