"""What the dashboards show, a module each, written to deploy/grafana/dashboards by `make dashboards`."""
