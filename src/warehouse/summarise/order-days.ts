/**
 * An order is a day of a client on which something was bought, for nothing too: however many lines it has, and not
 * lines of credit, refund or discount alone. SQL of a row that makes its day one, and of a day's rows together.
 */
export const MAKES_ORDER = "amount >= 0";
export const IS_ORDER_DAY = "max(amount) >= 0";
