/** Discord's client would not have let the person run this command here. */
export class CommandRefused extends Error {
  override name = 'CommandRefused';
}

/** "The application did not respond": no answer within the time Discord gives. */
export class CommandNotAnswered extends Error {
  override name = 'CommandNotAnswered';
}
