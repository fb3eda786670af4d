"""Trials (prøvehandlinger): PDSA cycles of an initiative, from one citizen to several units."""
