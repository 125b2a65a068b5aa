// The FlashPackager module.
