"""The pack that a meeting gets (statuspakke): values, and what makes a PDF, slides and a workbook of them."""
