SELECT days_late, items FROM lateness ORDER BY days_late
