"""The world -> articles: folders, standard input, feeds and recorded crises, each as a `Source` of batches."""
