"""Tests of voucherbot."""
