-- That a private note was written, changed or removed, by whom and on which file; what it says stays sealed.
SELECT relais_install_journal('relais_private.notes');
