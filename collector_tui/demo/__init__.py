"""The demo book: made-up customers, brought in and spoken to by the same ways as real ones, with a clock that walks."""
