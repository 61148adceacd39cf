"""One reader a file format. A reader yields rows of cells; what the columns mean is the mapping's business."""
