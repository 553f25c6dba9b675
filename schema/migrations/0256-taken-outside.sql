-- Places that are withheld or taken outside of the tool are counted by 0008 and 0080: those of before are counted again.
UPDATE offer_places p SET reserved = p.reserved FROM offers o WHERE o.id = p.offer AND o.is_suspended AND p.withheld = 0 AND p.capacity > p.reserved;
