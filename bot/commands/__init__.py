"""The sub-commands of `voucherbot`, a group a module; heavy libraries are imported inside them."""
