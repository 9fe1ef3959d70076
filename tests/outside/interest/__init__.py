"""An algorithm that takes no data and puts nothing into groups: its options are all there is."""
