"""What the product does: one public function a file, conducting rooms that know nothing of it."""
