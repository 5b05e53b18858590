"""What leaves the house: certificates, proofs of absence, dossiers, and the verifier that goes with them."""
