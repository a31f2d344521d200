"""What the one on watch reads: `ocop status`, and the pages in the Airflow UI that tell the same story."""
